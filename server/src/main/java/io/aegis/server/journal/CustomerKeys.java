package io.aegis.server.journal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Each customer's key, which seals its personal fields in the journal (AES-128-GCM, a fresh nonce before the sealed
 * bytes). A key once deleted leaves what it sealed unreadable for good. One thread.
 */
public final class CustomerKeys {

    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int CACHED_MAX = 20_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, byte[]> fresh = new TreeMap<>();
    private final Map<Integer, byte[]> cached = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > CACHED_MAX;
        }
    };

    /** Seals the first of a customer that is new: nobody has to be asked whether it has a key. */
    public byte[] sealFirst(int customer, byte[] plain) {
        return seal(make(customer), plain);
    }

    /** Makes a key where the customer has none; it is stored with the commit. */
    public byte[] seal(Connection connection, int customer, byte[] plain) throws SQLException {
        byte[] key = find(connection, customer);
        return seal(key == null ? make(customer) : key, plain);
    }

    private byte[] make(int customer) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        fresh.put(customer, key);
        return key;
    }

    private byte[] seal(byte[] key, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, 0, plain, 0, plain.length);
        byte[] whole = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return whole;
    }

    /** Null when the key is gone: the customer was erased. */
    public byte @Nullable [] open(Connection connection, int customer, byte[] sealed) throws SQLException {
        byte[] key = find(connection, customer);
        return key == null
                ? null
                : crypt(Cipher.DECRYPT_MODE, key, sealed, 0, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    public void forget(int customer) {
        fresh.remove(customer);
        cached.remove(customer);
    }

    /** Keys made since the last call. */
    public Map<Integer, byte[]> takeFresh() {
        Map<Integer, byte[]> taken = new TreeMap<>(fresh);
        cached.putAll(fresh);
        fresh.clear();
        return taken;
    }

    private byte @Nullable [] find(Connection connection, int customer) throws SQLException {
        byte[] known = fresh.containsKey(customer) ? fresh.get(customer) : cached.get(customer);
        if (known != null) {
            return known;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select secret from customer_key where customer = ?")) {
            select.setInt(1, customer);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                byte[] key = row.getBytes(1);
                cached.put(customer, key);
                return key;
            }
        }
    }

    static void insert(Connection connection, Map<Integer, byte[]> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        Array customers = connection.createArrayOf("int4", keys.keySet().toArray());
        Array secrets = connection.createArrayOf("bytea", keys.values().toArray(byte[][]::new));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer_key select * from unnest(?, ?) on conflict do nothing")) {
            insert.setArray(1, customers);
            insert.setArray(2, secrets);
            insert.executeUpdate();
        }
    }

    private static byte[] crypt(int mode, byte[] key, byte[] nonce, int nonceFrom, byte[] bytes, int from, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce, nonceFrom, NONCE_BYTES));
            return cipher.doFinal(bytes, from, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("personal fields cannot be sealed or opened: " + e.getMessage(), e);
        }
    }
}
