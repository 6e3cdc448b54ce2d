#!/bin/sh
# Printed by hostshift, to be run by drmgr: /etc/drmgr.d/pmig/hostshift, mode 0755, owned by root.
# Tells the agents in all JVMs of this partition of its migration, and waits for those that answer.
# Only the phase check can end with another code than 0: where an agent with veto=true is held, of a
# JVM of root's or of a user in VETO_OF (names joined by +).
# Whatever else goes wrong, and after LIMIT seconds in any case, the migration goes on.

JAVA=@JAVA@
JAR=@JAR@
LIMIT=@LIMIT@
VETO=@VETO@
VETO_OF=@VETO_OF@

# drmgr leaves nothing in the environment but what it tells.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

[ "$DRC_TYPE" = pmig ] || exit 0
case $PHASE in
  check|undocheck|pre|post) ;;
  *) exit 0 ;;
esac
if [ ! -x "$JAVA" ] || [ ! -r "$JAR" ]; then
  echo "hostshift tells no JVM of the migration: $JAVA or $JAR is not there; print this script anew" >&2
  exit 0
fi

timeout -k 1 "$LIMIT" "$JAVA" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -jar "$JAR" drmgr-hook --phase "$PHASE" --limit "$LIMIT" \
  ${VETO_OF:+--veto-of "$VETO_OF"} </dev/null
code=$?
if [ $code -eq 10 ] && [ "$PHASE" = check ] && [ $VETO = yes ]; then
  exit 1
fi
exit 0
