-- Publishes values that belong together unless something newer is there.
-- KEYS: published, then each value's key    ARGV: ms until expiry, field, revision, clock, then each value
local old_revision, old_clock = string.match(redis.call('HGET', KEYS[1], ARGV[2]) or '0 0', '(%d+) (%d+)')
local revision, clock = tonumber(ARGV[3]), tonumber(ARGV[4])
-- A clock that is far behind has been set back: nothing newer is there.
local late = tonumber(old_clock) - clock
-- By the wall clock a ranker publishes each second: what it has not replaced for a minute is of a count that is gone.
local left = late < -60000
if (revision < tonumber(old_revision) and not left) or (revision == tonumber(old_revision) and late > 0 and late < 2000) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3] .. ' ' .. ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
for key = 2, #KEYS do
  redis.call('SET', KEYS[key], ARGV[key + 3], 'PX', ARGV[1])
end
return 1
