# The build of the engines that the bench runs alongside ours.

# The modules behind the engines that were asked for, all by default.
bench_modules() {
  local names=() module
  while (($# > 0)); do
    case $1 in
      --engine) shift; while (($# > 0)) && [[ $1 != -* ]]; do names+=("$1"); shift; done; continue ;;
      --engine=*) names+=("${1#*=}") ;;
    esac
    shift
  done
  if ((${#names[@]} == 0)); then names=(pulse flink storm-stock spark kafka-streams loop); fi
  for module in $(tr ',' '\n' <<<"${names[*]}"); do
    module=${module%-scanner} module=${module%-jackson}
    case $module in
      pulse*) echo pulse ;;
      flink*) echo flink ;;
      storm-stock | spark | kafka-streams | loop) echo "$module" ;;
    esac
  done | sort -u
}

# The other engines have libraries of their own, so they are built only for who asks for them.
build_bench_if_needed() {
  local now module list stale=()
  now=$(fingerprint && cd -- "$home" && cksum -- bench/*/pom.xml bench/*/src/main/**/*.* | cksum)
  for module in harness $(bench_modules "$@"); do
    if [[ ! -f $home/bench/$module/target/built || $(<"$home/bench/$module/target/built") != "$now" ]]; then
      stale+=("$module")
    fi
  done
  if ((${#stale[@]} == 0)); then return; fi
  if is_in_use "$home/bench"; then die "a bench is running from here; wait for its end, or run this one in another checkout"; fi
  need_maven
  lock_build
  say "building the bench (the first time takes some minutes: Maven downloads the engines)"
  for module in job "${stale[@]}"; do rm -rf -- "$home/bench/$module/target"; done
  list=$(printf ',bench/%s' "${stale[@]}")
  (cd -- "$home" && mvn -B -q -ntp -Pbench -Dstyle.color=never -DskipTests -Dspotless.check.skip=true -pl "${list#,}" -am package \
    </dev/null >&2) || die "the build failed; what went wrong stands above"
  for module in "${stale[@]}"; do printf '%s\n' "$now" >"$home/bench/$module/target/built"; done
  unlock_build
}
