# What a run holds and must let go at its end, however it ends.

# The build's lock, a folder for temporary files, the process group of what runs, and busy processes.
lock= scratch= group= load=()

let_go() {
  stop_load
  end_group
  if [[ -n $lock ]]; then rm -rf -- "$lock"; fi
  if [[ -n $scratch ]]; then rm -rf -- "$scratch"; fi
}
trap let_go EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command in a process group of its own, so that all it leaves can be ended.
run_group() {
  local code=0
  set -m
  "$@" </dev/null &
  group=$!
  set +m
  wait "$group" || code=$?
  end_group
  return "$code"
}

end_group() {
  local tries
  if [[ -z $group ]]; then return 0; fi
  kill -TERM -- "-$group" 2>/dev/null || true
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 -- "-$group" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$group" 2>/dev/null || true
  group=
}

# Two busy processes a core, until this one ends.
start_load() {
  local i cores
  cores=$(getconf _NPROCESSORS_ONLN)
  for ((i = 0; i < 2 * cores; i++)); do
    while kill -0 $$ 2>/dev/null; do for ((n = 0; n < 100000; n++)); do :; done; done &
    load+=($!)
  done
}

stop_load() {
  if ((${#load[@]} == 0)); then return 0; fi
  kill -KILL "${load[@]}" 2>/dev/null || true
  wait "${load[@]}" 2>/dev/null || true
  load=()
}
