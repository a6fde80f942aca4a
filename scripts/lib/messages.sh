# Messages on standard error, and the end after one.

say() { printf 'pulse: %s\n' "$*" >&2; }

die() {
  say "$1"
  exit "${2:-1}"
}
