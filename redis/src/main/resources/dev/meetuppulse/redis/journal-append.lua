-- KEYS: journal, entries, -, partitions with a journal. ARGV: token, version before, version, log, next, entry, partition.
-- Returns 1 if the entry is there.
-- Where the entries before it are lost, it could not be read: then the journal has to be replaced.
if redis.call('HGET', KEYS[1], 'term') ~= ARGV[1] then return 0 end
if redis.call('HEXISTS', KEYS[1], 'log') == 1 and redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
local version = redis.call('HGET', KEYS[1], 'version')
if version == ARGV[3] then return 1 end
if version ~= ARGV[2] then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[6])
redis.call('HSET', KEYS[1], 'version', ARGV[3], 'epoch', ARGV[1], 'log', ARGV[4], 'next', ARGV[5])
redis.call('SADD', KEYS[4], ARGV[7])
return 1
