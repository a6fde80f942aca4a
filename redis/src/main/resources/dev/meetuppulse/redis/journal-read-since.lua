-- KEYS: journal, entries. ARGV: version, epoch or 0. Returns 0, version, the entries after that version; or nothing if the
-- journal can't tell them: then its first entry is not, or may not be, one that was added after that version.
local version = redis.call('HGET', KEYS[1], 'version')
if not version then return end
local added = tonumber(version) - tonumber(ARGV[1])
if added == 0 then
  local epoch = redis.call('HGET', KEYS[1], 'epoch')
  if epoch and ARGV[2] ~= '0' and epoch ~= ARGV[2] then return end
  return {'0', version, {}}
end
if added < 0 or added >= redis.call('LLEN', KEYS[2]) then return end
return {'0', version, redis.call('LRANGE', KEYS[2], -added, -1)}
