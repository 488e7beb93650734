#!/bin/sh
# Runs a command as a pod would: as user 65532 without any privilege, in a root of its own that cannot be written but for /tmp and the
# data. In place of the base image it sees this machine's Java.
# usage: unshare --mount in-the-image.sh FOLDER JAVA_HOME COMMAND…     FOLDER holds app, data, rules and key
set -eu
folder=$1
java=$2
shift 2
root=$folder/root
mkdir -p "$root"
mount -t tmpfs none "$root"
for part in usr bin lib lib64; do
  if [ -L "/$part" ]; then
    cp -P "/$part" "$root/$part"
  elif [ -d "/$part" ]; then
    mkdir "$root/$part"
    mount --bind "/$part" "$root/$part"
  fi
done
for part in "$java" /etc/java*; do
  if [ -d "$part" ] && [ ! -d "$root$part" ]; then
    mkdir -p "$root$part"
    mount --bind "$part" "$root$part"
  fi
done
bind() { mkdir -p "$root$2"; mount --bind "$1" "$root$2"; }
bind /proc /proc
bind /dev /dev
bind "$folder/app" /app
bind "$folder/data" /var/lib/rolecall
bind "$folder/rules" /etc/rolecall/rules
bind "$folder/key" /etc/rolecall/key
mount -o remount,bind,ro "$root/app"
mount -o remount,bind,ro "$root/etc/rolecall/rules"
mount -o remount,bind,ro "$root/etc/rolecall/key"
mkdir -m 1777 "$root/tmp"
mount -t tmpfs -o mode=1777 none "$root/tmp"
mount -o remount,ro "$root"
exec chroot "$root" setpriv --reuid 65532 --regid 65532 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "$@"
