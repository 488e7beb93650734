package io.rolecall.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The Ed25519 key that signs checkpoints, kept as PKCS #8 in PEM: {@code openssl genpkey -algorithm ed25519} makes one too. */
final class SigningKey {

    static final String ALGORITHM = "Ed25519";
    private static final byte TYPE = 1; // Ed25519 in a signed note
    static final int PUBLIC_LENGTH = 32;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK from 15 on has Ed25519.", e);
        }
    }

    /** @throws AuditUnavailableException where the file holds no such key */
    static SigningKey read(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            int begin = pem.indexOf(BEGIN);
            int end = pem.indexOf(END);
            if (begin < 0 || end < begin) {
                throw malformed(file, "no " + BEGIN);
            }
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            SigningKey key = new SigningKey(secret, open((EdECPrivateKey) secret));
            byte[] probe = {1};
            if (!key.verifies(probe, key.sign(probe))) {
                throw malformed(file, "its two halves do not fit");
            }
            return key;
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    file + " cannot be read (" + AuditUnavailableException.firstLine(e)
                            + "): it has to hold the key that signs checkpoints; see rolecall.audit.key",
                    e);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw malformed(file, AuditUnavailableException.firstLine(e));
        }
    }

    private static AuditUnavailableException malformed(Path file, String why) {
        return new AuditUnavailableException(file + " holds no Ed25519 key (" + why
                + "): put back the key that signs checkpoints, PKCS #8 in PEM; see rolecall.audit.key");
    }

    /** The JDK makes the public half only when it makes a pair, so it is given the secret half as its chance. */
    private static PublicKey open(EdECPrivateKey secret) throws GeneralSecurityException {
        byte[] seed = secret.getBytes().orElseThrow(() -> new GeneralSecurityException("it cannot be read out"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair().getPublic();
    }

    /** Writes it where only the owner of the process can read it; never over a file that is there. */
    void write(Path file) {
        String pem = BEGIN + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded())
                + "\n" + END + "\n";
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFile.replace(file, pem.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    file + " cannot be written (" + AuditUnavailableException.firstLine(e)
                            + "): the key that signs checkpoints is kept there; see rolecall.audit.key",
                    e);
        }
    }

    /** A name for a log whose operator gave it none: no two keys have the same. */
    String origin() {
        MessageDigest digest = Hashes.digest();
        return "rolecall/" + HexFormat.of().formatHex(digest.digest(publicKey()), 0, 8);
    }

    /** What a verifier has to know: {@code name+id+key}. */
    String verifier(String name) {
        return verifier(name, publicKey());
    }

    static String verifier(String name, byte[] publicKey) {
        byte[] key =
                ByteBuffer.allocate(1 + PUBLIC_LENGTH).put(TYPE).put(publicKey).array();
        return name + "+" + HexFormat.of().toHexDigits(id(name, publicKey)) + "+"
                + Base64.getEncoder().encodeToString(key);
    }

    SignedNote sign(String name, String text) {
        byte[] signature = sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(new SignedNote.Signature(name, id(name), signature)));
    }

    /** Of a text that is no note, in base64. */
    String signature(String text) {
        return Base64.getEncoder().encodeToString(sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A key for another purpose: whoever has it cannot sign with it. */
    byte[] derived(String purpose) {
        MessageDigest digest = Hashes.digest();
        digest.update(("rolecall " + purpose + "\n").getBytes(StandardCharsets.UTF_8));
        return digest.digest(secret.getEncoded());
    }

    /** Whether a note claims to be signed by this key. */
    boolean signed(SignedNote note, String name) {
        return note.signatures().stream().anyMatch(signature -> names(signature, name));
    }

    /** Whether a note is signed by this key, and nothing that claims to be its signature is not. */
    boolean verifies(SignedNote note, String name) {
        byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
        return signed(note, name)
                && note.signatures().stream()
                        .filter(signature -> names(signature, name))
                        .allMatch(signature -> verifies(text, signature.bytes()));
    }

    private boolean names(SignedNote.Signature signature, String name) {
        return signature.name().equals(name) && signature.id() == id(name);
    }

    private int id(String name) {
        return id(name, publicKey());
    }

    /** Tells keys of one name apart. */
    static int id(String name, byte[] publicKey) {
        MessageDigest digest = Hashes.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(TYPE);
        return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
    }

    /** The 32 bytes of RFC 8032: they stand at the end of what the JDK writes. */
    private byte[] publicKey() {
        byte[] encoded = open.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_LENGTH, encoded.length);
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checkpoint could not be signed.", e);
        }
    }

    private boolean verifies(byte[] text, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(open);
            signature.update(text);
            return signature.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false; // a signature that is not even formed like one
        }
    }
}
