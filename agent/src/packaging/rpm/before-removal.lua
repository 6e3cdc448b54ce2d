if tonumber(arg[2]) == 0 and posix.access("/run/systemd/system", "r") then
  os.execute("systemctl --no-reload disable --now hostshift-publish.service")
end
