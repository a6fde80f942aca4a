-- KEYS: journal, entries, -, partitions with a journal. ARGV: token, version, log, next, snapshot, partition. Returns 1 if written.
local term = redis.call('HGET', KEYS[1], 'term')
if term and term ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
redis.call('RPUSH', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[1], 'term', ARGV[1], 'version', ARGV[2], 'epoch', ARGV[1], 'log', ARGV[3], 'next', ARGV[4])
redis.call('SADD', KEYS[4], ARGV[6])
return 1
