package dev.meetuppulse.bench.spark;

/** An amount to add to one second of a key. A bean to Spark. */
public final class BoardSum {
  private boolean city;
  private String key;
  private long second;
  private int rsvps;
  private int yes;
  private int no;
  private int going;

  public boolean isCity() {
    return city;
  }

  public void setCity(boolean value) {
    city = value;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String value) {
    key = value;
  }

  public long getSecond() {
    return second;
  }

  public void setSecond(long value) {
    second = value;
  }

  public int getRsvps() {
    return rsvps;
  }

  public void setRsvps(int value) {
    rsvps = value;
  }

  public int getYes() {
    return yes;
  }

  public void setYes(int value) {
    yes = value;
  }

  public int getNo() {
    return no;
  }

  public void setNo(int value) {
    no = value;
  }

  public int getGoing() {
    return going;
  }

  public void setGoing(int value) {
    going = value;
  }
}
