# The build: of the command when its sources have changed, and of the archive.
#
# What runs is never what Maven writes to, but a copy of it: cli/target/run/FINGERPRINT. Maven makes that copy at the
# end of every build that packages all (see stage.sh), so what was built by hand is not built again.

need_maven() {
  command -v mvn >/dev/null || die "there is no 'mvn'; install Maven (apt-get install maven)"
  command -v -- "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null || die "this Java has no compiler; install a JDK 17 (apt-get install openjdk-17-jdk-headless)"
  # Maven would reset the colour at its end, in a log too.
  export MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.noreset=true"
}

lock_build() {
  local owner waited= why
  until why=$(mkdir -p -- "$target" 2>&1 && mkdir -- "$target/building" 2>&1); do
    if [[ $why != *'/building'*': File exists' ]]; then die "can't build here: $why"; fi
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

# Packages with Maven; more arguments are Maven's.
package() {
  (cd -- "$home" && mvn -B -q -ntp -Dstyle.color=never -DskipTests -Dspotless.check.skip=true "$@" package </dev/null >&2) ||
    die "the build failed; what went wrong stands above"
}

# Builds unless the sources were built before, and sets run: the folder of the jars to run.
build_if_needed() {
  local now
  now=$(fingerprint)
  if [[ ! -d $target/run/$now ]]; then
    need_maven
    lock_build
    now=$(fingerprint)
    if [[ ! -d $target/run/$now ]]; then
      if [[ -d $target/run ]]; then
        say "sources have changed; building (a minute)"
      else
        say "building (the first time takes some minutes: Maven downloads what is needed)"
      fi
      package
      # Maven makes no copy if a source changed meanwhile: then this one is of what it read.
      stage "$now"
    fi
    unlock_build
  fi
  run=$target/run/$now
  [[ -d $run ]] || die "the build left nothing to run in $run; build again"
  # Where it can't be written, nothing removes it either.
  touch -- "$run" 2>/dev/null || true
}

# The archive for machines without Maven.
build_dist() {
  need_maven
  lock_build
  # Else files that a build leaves out would be packed again.
  rm -rf -- "$home/dist/target"
  say "building the archive (the first time takes some minutes: Maven downloads what is needed)"
  package -Pdist
  unlock_build
  printf '%s\n' "$home"/dist/target/meetup-pulse-*.tar.gz
}
