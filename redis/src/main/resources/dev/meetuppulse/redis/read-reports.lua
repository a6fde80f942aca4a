-- The server's time in ms, and all reports on partitions: each has the time of its publication before its JSON.
-- KEYS: reports
local time = redis.call('TIME')
return { string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), redis.call('HGETALL', KEYS[1]) }
