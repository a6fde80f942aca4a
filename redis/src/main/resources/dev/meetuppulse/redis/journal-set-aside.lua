-- KEYS: journal, entries, journals set aside. ARGV: token, seconds to keep what is set aside, journals to keep at most.
if redis.call('HGET', KEYS[1], 'term') ~= ARGV[1] then return end
if redis.call('EXISTS', KEYS[2]) == 1 then
  local aside = KEYS[3] .. ':' .. ARGV[1]
  redis.call('RENAME', KEYS[2], aside)
  redis.call('EXPIRE', aside, ARGV[2])
  redis.call('ZADD', KEYS[3], ARGV[1], ARGV[1])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
  for _, term in ipairs(redis.call('ZRANGE', KEYS[3], 0, -ARGV[3] - 1)) do
    redis.call('DEL', KEYS[3] .. ':' .. term)
    redis.call('ZREM', KEYS[3], term)
  end
end
redis.call('HSET', KEYS[1], 'version', ARGV[1])
redis.call('HDEL', KEYS[1], 'log', 'next')
