package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that a key may be expected in: it works, or one line says what is wrong with it. */
class SigningKeyTest {
  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("key.pem");
  }

  @Test
  void rsa_bothForms_signAndNothingIsReported() throws Exception {
    KeyPair pair = pair("RSA", 2_048);
    write(pem(pair.getPrivate()));
    assertThat(read().sign("k", new JWTClaimsSet.Builder().build())).contains(".");
    write(pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
    assertThat(read().sign("k", new JWTClaimsSet.Builder().build())).contains(".");

    assertThat(said).isEmpty();
  }

  @Test
  void openToOthers_reportedOnce() throws Exception {
    write(pem(pair("RSA", 2_048).getPrivate()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    read();

    assertThat(said)
        .containsExactly("meetup.key-file " + file + " is open to other users; chmod 600 it");
  }

  @Test
  void missing_reportsIt() {
    fails("can't read meetup.key-file " + file + " (there is no such file)");
  }

  @Test
  void aFolder_reportsIt() throws Exception {
    Files.createDirectory(file);
    fails("can't read meetup.key-file " + file + " (it is a folder, or not text)");
  }

  @Test
  void noKey_namedWithoutItsText() throws Exception {
    String unusable =
        "meetup.key-file "
            + file
            + " is not an RSA private key in PEM form; download it again from Meetup's OAuth client page";
    for (String text : new String[] {"", "secret-text", pem(pair("RSA", 2_048).getPublic())}) {
      write(text);
      fails(unusable);
    }
    write(pem(pair("EC", 256).getPrivate()));
    fails(unusable);
    String whole = pem(pair("RSA", 2_048).getPrivate());
    int half = whole.length() / 2;
    for (String damaged :
        new String[] {
          whole.substring(0, half),
          whole.substring(0, half) + "*" + whole.substring(half + 1),
          whole.substring(0, half) + whole.substring(half + 2)
        }) {
      write(damaged);
      fails(unusable);
    }
  }

  @Test
  void withAPassphrase_printsHowToRemoveIt() throws Exception {
    write(
        pem(
            new JcaPKCS8Generator(
                pair("RSA", 2_048).getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword("secret".toCharArray())
                    .build())));
    fails(
        "meetup.key-file "
            + file
            + " has a passphrase; 'openssl pkey -in FILE -out NEW' takes it off");
  }

  @Test
  void tooShort_reportsIt() throws Exception {
    write(pem(pair("RSA", 1_024).getPrivate()));
    fails("meetup.key-file " + file + " is too short; an RSA key for RS256 has 2048 bits or more");
  }

  private void fails(String message) {
    assertThatThrownBy(this::read).isInstanceOf(FeedException.class).hasMessage(message);
  }

  private SigningKey read() {
    return SigningKey.read(new SecretFile(Setting.MEETUP_KEY_FILE, file), new Notices(said::add));
  }

  private void write(String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(Object what) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    }
    return text.toString();
  }
}
