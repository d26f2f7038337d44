#!/bin/bash
# with-systemd.sh SCRIPT [ARG...]
# with-systemd.sh --check
#
# Boots a real systemd as PID 1 of a throw-away container whose root is an
# overlay (upper layer in memory) over this machine's own root, runs SCRIPT
# inside it as root once the system is up, shows SCRIPT's output, powers the
# container off, cleans up and exits with SCRIPT's status.
#
# --check runs nothing: it exits 0 where this machine can run the container, and
# 125 with the reason on stderr where it cannot.
#
#   exit status   SCRIPT's own; 128+N where signal N ended it;
#                 124 time ran out; 125 the container did not boot or SCRIPT
#                 did not run; 2 wrong usage.
#
# SCRIPT sees the whole root file system of the host (not its other mounts,
# not its /tmp, /run, /dev, /proc, /sys); what it writes there is gone
# afterwards. It has its own PID, mount, UTS, IPC, network (loopback only) and
# cgroup namespaces. It starts in the caller's directory, which is bound
# read-only at its own path where it lies under /tmp or on another mount.
#
# Environment:
#   WITH_SYSTEMD_TIMEOUT  seconds in all, boot to power-off   (default 120)
#   WITH_SYSTEMD_BIND     host directories to bind read-write at their own
#                         path, separated by ':' (to bring results out)
#   WITH_SYSTEMD_BIND_RO  the same, read-only
#   WITH_SYSTEMD_JOURNAL  host file that gets the container's journal
#   WITH_SYSTEMD_VERBOSE  1: show systemd's boot messages on stderr
#
# Needs: root, Debian packages systemd and systemd-container, cgroup2 mounted
# somewhere, overlayfs. The host's PID 1 need not be systemd.
set -u
me=with-systemd

die() { printf '%s: %s\n' "$me" "$*" >&2; exit 125; }

# ---------------------------------------------------------------- inner part
# PID 1 of a private PID and mount namespace; everything it mounts or starts
# ends with it.
if [ "${1-}" = --inner ]; then
  set -e
  shift
  io=$1 cg2=$2 cwd=$3 soft=$4
  name=${cg2##*/}
  w=$io/w

  # Private scratch: nspawn wants its state directory off the disk, and its
  # cgroup2 at /sys/fs/cgroup, else it takes the host for a v1/v2 hybrid.
  mount -t tmpfs -o mode=755 tmpfs "$w"
  mkdir "$w/upper" "$w/work" "$w/root"
  mount -t overlay overlay \
    -o "lowerdir=/,upperdir=$w/upper,workdir=$w/work" "$w/root"
  umount -R /sys/fs/cgroup 2>/dev/null || umount -R -l /sys/fs/cgroup
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  mount -t tmpfs -o mode=755 tmpfs /run

  r=$w/root
  # What the host has enabled (databases, timers) stays off in the container.
  rm -rf "$r"/etc/systemd/system/*.target.wants "$r"/etc/systemd/system/*.target.requires
  systemd-id128 new >"$r/etc/machine-id"
  printf '%s\n' "$me" >"$r/etc/hostname"
  printf '127.0.0.1 localhost %s\n::1 localhost\n' "$me" >"$r/etc/hosts"
  : >"$r/etc/fstab"
  rm -f "$r/usr/sbin/policy-rc.d"             # an image's "start nothing" rule
  rm -rf "$r/var/log/journal"                 # journal in memory
  mkdir -p "$r/etc/systemd/system.conf.d" "$r/etc/systemd/journald.conf.d" \
    "$r/usr/local/lib/$me"
  for u in getty.target console-getty.service systemd-logind.service \
           systemd-timesyncd.service systemd-firstboot.service \
           systemd-sysctl.service systemd-networkd.service; do
    ln -sfn /dev/null "$r/etc/systemd/system/$u"
  done
  printf '[Manager]\nDefaultTimeoutStopSec=10s\n' \
    >"$r/etc/systemd/system.conf.d/50-$me.conf"
  printf '[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\nForwardToSyslog=no\nAudit=no\n' \
    >"$r/etc/systemd/journald.conf.d/50-$me.conf"
  # SCRIPT and its arguments travel as files.
  cp -- "$io/script" "$r/usr/local/lib/$me/script"
  chmod 755 "$r/usr/local/lib/$me/script"
  cp -- "$io/args" "$r/usr/local/lib/$me/args"
  cat >"$r/usr/local/lib/$me/entry" <<'ENTRY'
#!/bin/bash
# Runs in the container as a service of Type=simple, so that it may wait for
# the boot to finish without being part of it.
io=/run/with-systemd
state=$(systemctl is-system-running --wait 2>/dev/null)
if [ "$state" != running ]; then
  echo "with-systemd: the container is '$state'" >&2
  systemctl list-units --failed --no-legend --plain >&2
fi
mapfile -d '' -t args </usr/local/lib/with-systemd/args
cd -- "$WITH_SYSTEMD_CWD" 2>/dev/null || cd /
date +%s.%N >"$io/up"
/usr/local/lib/with-systemd/script "${args[@]}"
rc=$?
echo "$rc" >"$io/rc.new" && mv "$io/rc.new" "$io/rc"
exit "$rc"
ENTRY
  cat >"$r/usr/local/lib/$me/post" <<'POST'
#!/bin/bash
# Runs after the script, however that ended.
io=/run/with-systemd
[ "${SERVICE_RESULT-}" != timeout ] || echo 124 >"$io/rc"
journalctl --sync 2>/dev/null
journalctl -b -o short-precise --no-pager >"$io/journal" 2>/dev/null
exit 0
POST
  chmod 755 "$r/usr/local/lib/$me/entry" "$r/usr/local/lib/$me/post"
  cat >"$r/etc/systemd/system/$me.target" <<UNIT
[Unit]
Description=$me: the system is up, run the script
Requires=multi-user.target
After=multi-user.target
AllowIsolate=yes
UNIT
  # Environment= takes C escapes and % specifiers: guard both.
  qcwd=${cwd//\\/\\\\}; qcwd=${qcwd//\"/\\\"}; qcwd=${qcwd//%/%%}
  cat >"$r/etc/systemd/system/$me.service" <<UNIT
[Unit]
Description=$me script
After=multi-user.target
# Whatever the way it ends, the container powers off.
SuccessAction=exit
FailureAction=exit
[Service]
Type=simple
Environment="WITH_SYSTEMD_CWD=$qcwd" HOME=/root LANG=C.UTF-8
ExecStart=/usr/local/lib/$me/entry
ExecStopPost=/usr/local/lib/$me/post
RuntimeMaxSec=$soft
TimeoutStopSec=5s
StandardInput=null
StandardOutput=file:/run/$me/out
StandardError=file:/run/$me/err
KillMode=mixed
UNIT
  mkdir -p "$r/etc/systemd/system/$me.target.wants"
  ln -s "../$me.service" "$r/etc/systemd/system/$me.target.wants/$me.service"

  binds=(--bind="$io/x:/run/$me")
  esc() { local s=${1//\\/\\\\}; printf '%s' "${s//:/\\:}"; }
  dev_root=$(stat -c %d /)
  case $cwd/ in
    //) ;;
    /tmp/* | /run/*) binds+=(--bind-ro="$(esc "$cwd")") ;;
    *) [ "$(stat -c %d "$cwd")" = "$dev_root" ] || binds+=(--bind-ro="$(esc "$cwd")") ;;
  esac
  IFS=: read -ra more <<<"${WITH_SYSTEMD_BIND_RO-}"
  for b in ${more[@]+"${more[@]}"}; do [ -n "$b" ] && binds+=(--bind-ro="$b"); done
  IFS=: read -ra more <<<"${WITH_SYSTEMD_BIND-}"
  for b in ${more[@]+"${more[@]}"}; do [ -n "$b" ] && binds+=(--bind="$b"); done

  init=("systemd.unit=$me.target" systemd.log_target=journal)
  if [ "${WITH_SYSTEMD_VERBOSE-}" = 1 ]; then
    init+=(systemd.show_status=yes)
  else
    init+=(systemd.show_status=no)
  fi
  # bpf(2) for IPAddressDeny= and DeviceAllow=, keyctl(2) for KeyringMode=.
  set +e
  systemd-nspawn --quiet --register=no --keep-unit --private-network \
    --directory="$r" --machine="$name" --hostname="$me" \
    --console=read-only --link-journal=no --resolv-conf=off --timezone=off \
    --system-call-filter='bpf @keyring' --capability=CAP_BPF,CAP_PERFMON,CAP_NET_ADMIN \
    "${binds[@]}" --boot "${init[@]}" \
    </dev/null >"$io/console" 2>&1
  echo $? >"$io/nspawn-rc"
  exit 0
fi

# ---------------------------------------------------------------- outer part
[ $# -ge 1 ] || { echo "usage: $0 SCRIPT [ARG...]" >&2; exit 2; }
[ "$1" = --check ] || [ -f "$1" ] || { echo "$me: no such script: $1" >&2; exit 2; }
[ "$(id -u)" = 0 ] || die "must run as root"
for t in systemd-nspawn unshare setpriv systemd-id128; do
  command -v "$t" >/dev/null || die "$t not found (apt-get install systemd-container util-linux)"
done
[ -x /lib/systemd/systemd ] || die "no /lib/systemd/systemd (apt-get install systemd)"
cg2=$(awk '{for(i=7;i<NF;i++)if($i=="-"&&$(i+1)=="cgroup2"&&$4=="/"){print $5;exit}}' /proc/self/mountinfo)
[ -n "$cg2" ] || die "no cgroup2 mount"
grep -qw overlay /proc/filesystems || die "this kernel has no overlayfs"
own=$(awk -F: '$1=="0"{print $3}' /proc/self/cgroup); own=${own%/}
[ -w "$cg2$own" ] || die "cannot create a cgroup under $cg2$own"
[ "$1" != --check ] || exit 0

script=$1; shift
limit=${WITH_SYSTEMD_TIMEOUT:-120}
case $limit in '' | *[!0-9]*) die "WITH_SYSTEMD_TIMEOUT must be whole seconds" ;; esac
[ "$limit" -ge 10 ] || die "WITH_SYSTEMD_TIMEOUT must be 10 or more"
# The script itself is stopped from inside a little earlier, so that there is
# time left to save the journal and to power off in good order.
reserve=15; [ "$limit" -ge 45 ] || reserve=$((limit / 3))
soft=$((limit - reserve))
self=$(readlink -f "$0")

# A run that was killed outright (SIGKILL) leaves an empty cgroup and a small
# directory behind: sweep those.
stale() { [ "$1" = "$$" ] || [ ! -d "/proc/$1" ]; }   # made by a run that is over
for d in "$cg2$own/$me".*; do
  if [ -d "$d" ] && stale "${d##*.}"; then
    find "$d" -depth -type d -exec rmdir {} + 2>/dev/null
  fi
done
for d in "${TMPDIR:-/tmp}/$me".*.*; do
  p=${d##*/"$me".}; p=${p%%.*}
  if [ -O "$d" ] && [ -d "$d" ] && [ ! -L "$d" ] && stale "$p"; then
    rm -rf --one-file-system "$d"
  fi
done

cg=$cg2$own/$me.$$
io=$(mktemp -d "${TMPDIR:-/tmp}/$me.$$.XXXXXX") || die "no temporary directory"
kid=
# shellcheck disable=SC2317  # called by the trap
cleanup() {
  trap '' INT TERM HUP
  if [ -d "$cg" ]; then
    echo 1 >"$cg/cgroup.kill" 2>/dev/null
    for _ in {1..100}; do
      grep -q '^populated 0' "$cg/cgroup.events" && break
      sleep 0.05
    done
    find "$cg" -depth -type d -exec rmdir {} + 2>/dev/null
    [ ! -d "$cg" ] || echo "$me: could not remove $cg" >&2
  fi
  [ -z "$kid" ] || wait "$kid" 2>/dev/null
  rm -rf --one-file-system "$io"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$io/w" "$io/x" || die "cannot write in $io"
mkfifo "$io/x/out" "$io/x/err"
cp -- "$script" "$io/script" || die "cannot read $script"
if [ $# -gt 0 ]; then printf '%s\0' "$@"; fi >"$io/args"
mkdir "$cg" || die "cannot create $cg"

# This end is held open for reading and writing so that no reader sees the
# end of the stream before the container has opened it.
exec 8<>"$io/x/out" 9<>"$io/x/err"
cat <"$io/x/out" 8>&- 9>&- & out=$!
cat <"$io/x/err" >&2 8>&- 9>&- & err=$!

t0=$(date +%s.%N)
(
  echo "$BASHPID" >"$cg/cgroup.procs" || exit 125
  exec 8>&- 9>&-
  exec setpriv --pdeathsig KILL timeout --foreground -s KILL "$limit" \
    setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    bash "$self" --inner "$io" "$cg" "$PWD" "$soft" </dev/null
) & kid=$!
wait "$kid"; ended=$?; kid=

# Every writer in the container is gone now: let the readers drain and end.
exec 8>&- 9>&-
wait "$out" "$err"

[ -z "${WITH_SYSTEMD_JOURNAL-}" ] || cp -- "$io/x/journal" "$WITH_SYSTEMD_JOURNAL" 2>/dev/null
[ "${WITH_SYSTEMD_VERBOSE-}" != 1 ] || {
  cat "$io/console"
  [ ! -s "$io/x/up" ] || awk -v a="$t0" -v b="$(cat "$io/x/up")" -v c="$(date +%s.%N)" \
    'BEGIN{printf "with-systemd: up after %.2f s, down after %.2f s\n", b-a, c-a}'
} >&2
if [ -s "$io/x/rc" ]; then
  rc=$(cat "$io/x/rc")
  [ "$rc" != 124 ] || echo "$me: the script was stopped at its time limit (or itself exited 124)" >&2
  exit "$rc"
fi
if [ "$ended" = 137 ]; then
  echo "$me: not done after $limit s, killed" >&2; exit 124
fi
echo "$me: the script did not run to its end; console and nspawn said:" >&2
cat "$io/console" >&2 2>/dev/null
exit 125
