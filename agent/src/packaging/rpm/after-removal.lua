-- An upgrade ends here as well, with one version left.
if tonumber(arg[2]) == 0 then
  -- What the service wrote while it ran, and links that lead nowhere now.
  os.remove("/run/hostshift/published.json")
  os.remove("/run/hostshift")
  os.remove("/var/lib/hostshift/publish.secret")
  os.remove("/var/lib/hostshift")
  os.remove("/etc/systemd/system/multi-user.target.wants/hostshift-publish.service")
  local rule = "/etc/udev/rules.d/60-hostshift.rules"
  if posix.stat(rule, "type") == "link" then
    os.remove(rule)
  end
  if posix.access("/run/systemd/system", "r") then
    os.execute("systemctl daemon-reload")
    os.execute("systemctl reset-failed hostshift-publish.service 2>/dev/null")
  end
end
