# Sourced by ./commonweight and ./mvnw: sets JAVA_HOME to a JDK of at least the version below, or
# says how to get one. POSIX sh.
COMMONWEIGHT_JDK=25

jdk_version() { # prints the feature version of the JDK at $1, or 0
  if [ -x "$1/bin/javac" ]; then
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
  else
    echo 0
  fi
}

find_jdk() {
  set +f # the wrapper turns globbing off
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  fi
  for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$jdk" ] || continue
    found=$(jdk_version "$jdk")
    if [ "${found:-0}" -ge "$COMMONWEIGHT_JDK" ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "Commonweight needs a JDK $COMMONWEIGHT_JDK or later, and none was found in JAVA_HOME, PATH, /usr/lib/jvm," >&2
  echo "~/.sdkman or ~/.jdks. Install one, for example Eclipse Temurin $COMMONWEIGHT_JDK (https://adoptium.net) or" >&2
  echo "'sdk install java $COMMONWEIGHT_JDK-tem', and try again; or set JAVA_HOME to one that is installed elsewhere." >&2
  return 1
}

find_jdk || exit 1
