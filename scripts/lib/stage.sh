# Copies of what was built, for running: no later build touches them.

# A copy that was used so lately is about to run, though no process shows it yet.
about_to_run_minutes=10

# What the build is made of, as a name: any change to a name or a byte changes it.
fingerprint() {
  cd -- "$home"
  local file files=(pom.xml */pom.xml)
  for file in */src/main/**; do
    if [[ -f $file ]]; then files+=("$file"); fi
  done
  cksum -- "${files[@]}" | cksum | tr ' ' '-'
}

# Copies what was built to the folder of that fingerprint, laid out as in the archive, and removes the copies that
# nothing uses.
stage() {
  local half=$target/run/half.$$
  if [[ -d $target/run/$1 ]]; then return; fi
  rm -rf -- "$half"
  mkdir -p -- "$half/lib/worker" "$half/topology"
  # Maven deletes these before it writes them again, so links do.
  ln -- "$target"/lib/*.jar "$half/lib"
  ln -- "$target"/lib-worker/*.jar "$half/lib/worker"
  cp -- "$target"/cli-*.jar "$half/lib/cli.jar"
  cp -- "$home/topology/target/meetup-pulse.jar" "$half/topology"
  mv -T -- "$half" "$target/run/$1" 2>/dev/null || rm -rf -- "$half"
  remove_unused "$1"
}

# Removes all copies but one, and those that a process runs from.
remove_unused() {
  local copy
  while IFS= read -r copy; do
    if [[ ${copy##*/} != "$1" ]] && ! is_in_use "$copy"; then rm -rf -- "$copy"; fi
  done < <(find "$target/run" -mindepth 1 -maxdepth 1 -type d -mmin +"$about_to_run_minutes")
}

# Whether a process runs from a folder: the command line of each of ours names it in its class path.
is_in_use() {
  grep -qsF -- "$1/" /proc/[0-9]*/cmdline
}
