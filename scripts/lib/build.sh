# The build: of the command when its sources have changed, and of the archive.

need_maven() {
  command -v mvn >/dev/null || die "there is no 'mvn'; install Maven (apt-get install maven)"
  command -v -- "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null || die "this Java has no compiler; install a JDK 17 (apt-get install openjdk-17-jdk-headless)"
}

# What the build is made of, in one line: any change to a name or a byte changes it.
fingerprint() {
  cd -- "$home"
  local file files=(pom.xml */pom.xml)
  for file in */src/main/**; do
    if [[ -f $file ]]; then files+=("$file"); fi
  done
  cksum -- "${files[@]}" | cksum
}

lock_build() {
  mkdir -p -- "$target"
  local owner waited=
  until mkdir -- "$target/building" 2>/dev/null; do
    owner=$(cat -- "$target/building/pid" 2>/dev/null || true)
    if [[ -n $owner ]] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf -- "$target/building"
      continue
    fi
    if [[ -z $waited ]]; then say "another build is running; waiting for it"; waited=1; fi
    sleep 1
  done
  lock=$target/building
  echo $$ >"$lock/pid"
}

unlock_build() {
  rm -rf -- "$lock"
  lock=
}

build_if_needed() {
  local now
  now=$(fingerprint)
  if [[ -f $target/built && $(<"$target/built") == "$now" ]]; then return; fi
  need_maven
  lock_build
  now=$(fingerprint)
  if [[ ! -f $target/built || $(<"$target/built") != "$now" ]]; then
    if [[ -f $target/built ]]; then
      say "sources have changed; building (a minute)"
    else
      say "building (the first time takes some minutes: Maven downloads what is needed)"
    fi
    rm -rf -- "$target/built" "$target/lib" "$target/lib-worker"
    (cd -- "$home" && mvn -B -q -ntp -Dstyle.color=never -DskipTests -Dspotless.check.skip=true package </dev/null >&2) ||
      die "the build failed; what went wrong stands above"
    printf '%s\n' "$now" >"$target/built"
  fi
  unlock_build
}

# The archive for machines without Maven.
build_dist() {
  need_maven
  lock_build
  say "building the archive (the first time takes some minutes: Maven downloads what is needed)"
  (cd -- "$home" && mvn -B -q -ntp -Pdist -Dstyle.color=never -DskipTests -Dspotless.check.skip=true package </dev/null >&2) ||
    die "the build failed; what went wrong stands above"
  unlock_build
  printf '%s\n' "$home"/dist/target/meetup-pulse-*.tar.gz
}
