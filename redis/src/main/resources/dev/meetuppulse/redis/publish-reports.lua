-- Publishes reports on partitions, each stamped with the server's own time: publishers' clocks differ.
-- KEYS: reports    ARGV: ms until expiry, partitions or 0, then a field (partition:reporter) and its JSON for each report
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local partitions = tonumber(ARGV[2])
if partitions > 0 then
  -- Since when the topic has that many.
  if string.match(redis.call('HGET', KEYS[1], '-1:size') or '', ' (%d+)$') ~= ARGV[2] then
    redis.call('HSET', KEYS[1], '-1:size', string.format('%.0f ', now) .. ARGV[2])
  end
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if tonumber(string.match(field, '^%-?%d+')) >= partitions then
      redis.call('HDEL', KEYS[1], field)
    end
  end
end
for i = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], string.format('%.0f ', now) .. ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
