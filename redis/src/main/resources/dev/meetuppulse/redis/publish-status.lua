-- Publishes the status, or the trends, unless something newer is there.
-- KEYS: published, status    ARGV: ms until expiry, revision, clock, status, its name among the published
local old_revision, old_clock = string.match(redis.call('HGET', KEYS[1], ARGV[5]) or '0 0', '(%d+) (%d+)')
local revision, clock = tonumber(ARGV[2]), tonumber(ARGV[3])
if revision < tonumber(old_revision) or (revision == tonumber(old_revision) and clock < tonumber(old_clock)) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[5], ARGV[2] .. ' ' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[1])
return 1
