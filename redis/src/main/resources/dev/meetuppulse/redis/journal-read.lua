-- KEYS: journal, entries. Returns 0, version, entries.
return {'0', redis.call('HGET', KEYS[1], 'version') or '0',
        redis.call('LRANGE', KEYS[2], 0, -1)}
