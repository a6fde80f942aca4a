-- Takes a journal over. KEYS: journal, entries, -, partitions with a journal. ARGV: partition. Returns token, version, entries.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local term = math.max(tonumber(redis.call('HGET', KEYS[1], 'term') or 0) + 1, now)
redis.call('HSET', KEYS[1], 'term', string.format('%.0f', term))
redis.call('SADD', KEYS[4], ARGV[1])
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('HSET', KEYS[1], 'version', string.format('%.0f', term))
  redis.call('HDEL', KEYS[1], 'log', 'next')
end
return {redis.call('HGET', KEYS[1], 'term'), redis.call('HGET', KEYS[1], 'version'),
        redis.call('LRANGE', KEYS[2], 0, -1)}
