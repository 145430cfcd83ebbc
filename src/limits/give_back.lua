-- As in take.lua.
local now = tonumber(ARGV[1])
for i, key in ipairs(KEYS) do
  local whole = tonumber(redis.call('GET', key) or 0) - tonumber(ARGV[3 * i - 1]) * tonumber(ARGV[3 * i + 1])
  if whole > now then
    redis.call('SET', key, string.format('%d', whole), 'PX', math.ceil((whole - now) / 1000))
  else
    redis.call('DEL', key)
  end
end
return { 0, 0 }
