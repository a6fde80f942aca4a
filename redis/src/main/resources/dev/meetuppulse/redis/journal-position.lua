-- KEYS: journal, entries. Returns log, next; or nothing if no entry is there that it is the position of.
if redis.call('EXISTS', KEYS[2]) == 0 then return end
return redis.call('HMGET', KEYS[1], 'log', 'next')
