# 'scripts/pulse test': every test, counted.

# Adds up what Maven said of each class of tests. A report holds less: where two engines run tests
# of one class, the second overwrites what the first wrote.
count_tests() {
  local line
  local pattern='Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+), .* -- in '
  while IFS= read -r line; do
    if [[ $line =~ $pattern ]]; then
      failed=$((failed + BASH_REMATCH[2] + BASH_REMATCH[3]))
      skipped=$((skipped + BASH_REMATCH[4]))
      passed=$((passed + BASH_REMATCH[1] - BASH_REMATCH[2] - BASH_REMATCH[3] - BASH_REMATCH[4]))
    fi
  done <"$1"
}

print_skipped() {
  local report line
  for report in "$home"/*/target/surefire-reports/TEST-*.xml; do
    while IFS= read -r line; do
      if [[ $line =~ \<skipped\ message=\"([^\"]*)\" ]]; then printf 'skipped: %s\n' "${BASH_REMATCH[1]}"; fi
    done <"$report"
  done
}

maven() {
  cd -- "$home"
  export TMPDIR=$scratch MAVEN_OPTS="${MAVEN_OPTS:-} -XX:-UsePerfData -Djava.io.tmpdir=$scratch"
  # Tests mostly wait, so modules that do not need each other are tested side by side.
  exec mvn -B -ntp -Dstyle.color=never --threads 1C --fail-at-end -Dmaven.test.failure.ignore=true "$@"
}

# Runs Maven over tests and counts them. What they leave running ends before tee is waited for: it
# may hold the pipe.
maven_tests() {
  local code=0 out tee
  exec {out}> >(exec tee -- "$scratch/log")
  tee=$!
  run_group maven "$@" >&"$out" 2>&1 || code=$?
  exec {out}>&-
  wait "$tee" || true
  count_tests "$scratch/log"
  return "$code"
}

# The classes of the modules whose tests have run, as Maven wants them to leave them out.
tested_classes() {
  local module file
  for module in "$home"/*/target/surefire-reports; do
    module=${module%/target/*}
    for file in "$module"/src/test/java/**/*.java; do printf '%s\n' "${file#"$module/src/test/java/"}"; done
  done
}

# Runs the tests of all modules: a failing test does not stop Maven.
# When the JVM of a module's tests dies, Maven skips the modules above it; they run then.
test_all() {
  local code result=0 before
  : >"$scratch/tested"
  while :; do
    code=0
    maven_tests verify -Dsurefire.excludesFile="$scratch/tested" || code=$?
    if ((code == 0)); then break; fi
    result=1
    before=$(cksum <"$scratch/tested")
    tested_classes >"$scratch/tested"
    if ! grep -q 'The forked VM terminated' "$scratch/log" || [[ $(cksum <"$scratch/tested") == "$before" ]]; then break; fi
    say "the JVM running the tests died; the modules above it are tested now"
  done
  if ((code == 0)); then packaged=yes; fi
  return "$result"
}

# Tests some modules once more.
test_modules() {
  local module file tests=()
  for module in "$@"; do
    for file in "$home/$module"/src/test/java/**/*Test.java; do
      file=${file#"$home/$module/src/test/java/"}
      file=${file%.java}
      tests+=("${file//\//.}")
    done
  done
  local IFS=,
  maven_tests test -pl "$*" -am -Dtest="${tests[*]}" -Dsurefire.failIfNoSpecifiedTests=false
}

dist_smoke() {
  "$home/scripts/pulse" dist && "$home/dist/check" && same_bytes
}

# Builds the archive once more, from a copy of its sources in another folder: it must have the same bytes.
same_bytes() {
  local copy=$scratch/copy archive
  rm -rf -- "$copy"
  mkdir -- "$copy"
  tar -C "$home" --exclude=target --exclude=src/test --exclude=./.git --exclude=./state -cf - . | tar -C "$copy" -xf -
  archive=$("$copy/scripts/pulse" dist) || return
  cmp -- "$home/dist/target/${archive##*/}" "$archive"
}

# Every answer must be right; what was measured of so few records says nothing.
bench_smoke() {
  "$home/scripts/pulse" bench --engine pulse,flink-partitioned-scanner,flink-preaggregated,storm-stock,loop --records 20000 --runs 1
}

# Counts what is no test of Maven's.
count_failed() {
  failed=$((failed + 1))
  say "$1; what went wrong stands above"
}

run_tests() {
  local stress= modules=() module passed=0 failed=0 skipped=0 packaged=
  while (($# > 0)); do
    case $1 in
      --stress=*) stress=yes; IFS=, read -r -a modules <<<"${1#*=}" ;;
      --stress) stress=yes; if [[ ${2:-} == [!-]* ]]; then IFS=, read -r -a modules <<<"$2"; shift; fi ;;
      *) die "test does not know '$1'; 'scripts/pulse test --help' says what it does" 2 ;;
    esac
    shift
  done
  for module in ${modules[@]+"${modules[@]}"}; do
    if [[ ! -d $home/$module/src/test ]]; then die "there is no module '$module' with tests" 2; fi
  done
  need_maven
  lock_build
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/pulse-test.XXXXXXXX")
  rm -rf -- "$home"/*/target/surefire-reports
  if [[ -n $stress ]] && ((${#modules[@]} == 0)); then start_load; fi
  if ! test_all; then count_failed "the build failed, or the JVM running the tests died"; fi
  if ((${#modules[@]} > 0)); then
    start_load
    if ! test_modules "${modules[@]}"; then count_failed "under load, the JVM running the tests died"; fi
    stop_load
  fi
  unlock_build
  if [[ -n $packaged ]]; then
    if run_group bench_smoke; then passed=$((passed + 1)); else count_failed "the bench failed"; fi
  fi
  if [[ -n $packaged ]]; then
    if run_group dist_smoke; then passed=$((passed + 1)); else count_failed "the archive failed"; fi
  fi
  print_skipped
  if ((failed > 0)); then echo "What failed stands above; what a test printed is in */target/surefire-reports."; fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  if ((failed > 0)); then exit 1; fi
  exit 0
}
