-- Claims the state for a deployment. KEYS: owner, refused. ARGV: the deployment, ms to keep a refusal.
-- Returns the owner if it is another.
local owner = redis.call('GET', KEYS[1])
if owner == ARGV[1] then return end
if not owner then
  redis.call('SET', KEYS[1], ARGV[1])
  return
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return owner
