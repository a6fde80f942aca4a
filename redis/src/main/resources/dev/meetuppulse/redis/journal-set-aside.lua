-- KEYS: journal, entries, entries put aside. ARGV: term, seconds to keep what is put aside.
if redis.call('HGET', KEYS[1], 'term') ~= ARGV[1] then return end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('RENAME', KEYS[2], KEYS[3])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
end
redis.call('HSET', KEYS[1], 'version', ARGV[1])
redis.call('HDEL', KEYS[1], 'log', 'next')
