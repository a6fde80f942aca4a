-- Publishes boards of one dimension, all at once, each unless something newer is there.
-- KEYS: published, then board, top, history for each board
-- ARGV: ms until expiry, ms that history spans, boards kept in it at most,
--       then for each board: field, revision, clock, board, slot, past board or nothing, rows,
--       then RSVPs and key of each row
local published, ttl, span, most = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local arg, written = 4, 0
for key = 2, #KEYS, 3 do
  local field, revision, clock = ARGV[arg], tonumber(ARGV[arg + 1]), tonumber(ARGV[arg + 2])
  local rows = tonumber(ARGV[arg + 6])
  local old_revision, old_clock = string.match(redis.call('HGET', published, field) or '0 0', '(%d+) (%d+)')
  old_revision, old_clock = tonumber(old_revision), tonumber(old_clock)
  -- A clock that is far behind has been set back: nothing newer is there.
  local set_back = clock < old_clock - 2000
  -- By the wall clock a ranker publishes each second: what it has not replaced for a minute is of a count that is gone.
  local left = clock > old_clock + 60000
  if revision > old_revision or left or (revision == old_revision and (clock >= old_clock or set_back)) then
    redis.call('HSET', published, field, ARGV[arg + 1] .. ' ' .. ARGV[arg + 2])
    redis.call('SET', KEYS[key], ARGV[arg + 3], 'PX', ttl)
    redis.call('DEL', KEYS[key + 1])
    if rows > 0 then
      redis.call('ZADD', KEYS[key + 1], unpack(ARGV, arg + 7, arg + 6 + 2 * rows))
      redis.call('PEXPIRE', KEYS[key + 1], ttl)
    end
    local history = KEYS[key + 2]
    redis.call('ZREMRANGEBYSCORE', history, '(' .. ARGV[arg + 2], '+inf')
    if ARGV[arg + 5] ~= '' and redis.call('ZCOUNT', history, ARGV[arg + 4], '+inf') == 0 then
      redis.call('ZADD', history, ARGV[arg + 2], ARGV[arg + 5])
      redis.call('ZREMRANGEBYSCORE', history, '-inf', clock - span - 1)
      redis.call('ZREMRANGEBYRANK', history, 0, -most - 1)
    end
    redis.call('PEXPIRE', history, ttl)
    written = written + 1
  end
  arg = arg + 7 + 2 * rows
end
if written > 0 then
  redis.call('PEXPIRE', published, ttl)
end
return written
