# Finds Java and runs it: for scripts/pulse, and for bin/pulse of the archive.

# With POSIXLY_CORRECT in the environment, Bash would forget how a child ended.
set +o posix

# Java reads file names as the locale encodes them: under LANG=C it knows none beyond ASCII.
case $(locale charmap 2>/dev/null || true) in
  '' | ANSI_X3.4* | *ASCII) export LC_ALL=C.UTF-8 ;;
  *)
    # The system's own words are told apart, and stand among ours.
    export LC_CTYPE=${LC_ALL:-${LC_CTYPE:-${LANG:-}}} LC_MESSAGES=C
    unset LC_ALL
    ;;
esac

# Sets java, and java_version: the first number of its version. $1 is what to install.
find_java() {
  local about
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v -- "$java" >/dev/null || die "there is no '$java'; install $1, or set JAVA_HOME"
  about=$("$java" -version 2>&1) || die "'$java' does not start: $(sed '/^Picked up /d;/^Error occurred during init/d;q' <<<"$about")"
  java_version=$(sed -n 's/^[^"]* version "\([0-9]*\).*/\1/p' <<<"$about")
  ((${java_version:-0} >= 17)) || die "'$java' is Java ${java_version:-of an unknown version}; Java 17 or later is needed: set JAVA_HOME"
}

# Runs a command of ours, $1, with flags of Java before --: run_pulse COMMAND FLAG... -- ARGUMENT...
run_pulse() {
  local flags heap=() more
  # A line of Java's own would stand among the results.
  flags=(-XX:+UseParallelGC -XX:-UsePerfData -Xlog:disable -Xlog:all=warning:stderr -Dpulse.parent=$$)
  # From 22 to 24 Java would have a console where there is no terminal.
  flags+=(-Djdk.console=java.base)
  # Out of memory: our own line instead, and exit code 3, which run_java makes 1. Java takes a semicolon for the end of a
  # command.
  flags+=(-XX:+ExitOnOutOfMemoryError -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput
    -XX:OnOutOfMemoryError='echo "pulse: out of memory, give Java more: PULSE_JAVA_OPTS=-Xmx4g" >&2')
  if ((java_version >= 24)); then
    # Libraries that compress call native code; from 24 on Java warns of it.
    flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
  case $1 in
    # The demo is mostly start: with only the quick compiler it needs half the processor time.
    demo) flags+=(-XX:TieredStopAtLevel=1) heap=(-Xms256m -Xmx1500m) ;;
    # So is a short count, but a long one is worth the good compiler: it comes later than it would.
    count) flags+=(-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
      -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000) heap=(-Xms256m -Xmx2g) ;;
    # A recording of a year is written as fast as it is read only with the good compiler.
    simulator) heap=(-Xmx512m) ;;
    # A filter holds the keys and cells of all partitions, as a rank task does.
    web) flags+=(-XX:TieredStopAtLevel=1) heap=(-Xmx1500m) ;;
    *) flags+=(-XX:TieredStopAtLevel=1) heap=(-Xmx512m) ;;
  esac
  shift
  read -r -a more <<<"${PULSE_JAVA_OPTS:-}"
  # A smaller heap than ours would be less than it begins with.
  if [[ " ${PULSE_JAVA_OPTS:-}" == *" -Xmx"* ]]; then heap=(); fi
  flags+=(${heap[@]+"${heap[@]}"})
  # Java itself knows nothing of TMPDIR.
  if [[ -n ${TMPDIR:-} ]]; then flags+=(-Djava.io.tmpdir="$TMPDIR"); fi
  while [[ $1 != -- ]]; do flags+=("$1"); shift; done
  shift
  run_java "${flags[@]}" ${more[@]+"${more[@]}"} dev.meetuppulse.cli.Main "$@"
}

# Runs Java as a child, so that an end that is none of ours can be told, and ends with its exit code. Signals to this
# process reach it. Should this one be killed, Java ends too: -Dpulse.parent.
run_java() {
  local code child
  # A child in the background would get no input, and no Ctrl-C.
  (trap - INT QUIT; exec "$java" "$@") <&0 &
  child=$!
  # Of a terminal Java gets them twice, which does no harm; but for this one, which prints its threads.
  trap : QUIT
  trap 'kill -INT "$child" 2>/dev/null || :' INT
  trap 'kill -TERM "$child" 2>/dev/null || :' TERM
  trap 'kill -HUP "$child" 2>/dev/null || :' HUP
  # A signal ends a wait.
  while :; do
    code=0
    { wait "$child" || code=$?; } 2>/dev/null
    kill -0 "$child" 2>/dev/null || break
  done
  code=0
  { wait "$child" || code=$?; } 2>/dev/null
  case $code in
    # It was out of memory, and has said so.
    3) exit 1 ;;
    137) die "the system killed Java, perhaps for lack of memory; see 'dmesg'" ;;
    *) exit "$code" ;;
  esac
}
