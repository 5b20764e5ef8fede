# Makes the secrets that are missing in a folder: random passwords, and the simulator's app_secret until a real one is put there.
set -eu
folder=$1
password() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 32; }
# The folder keeps others out; the files are readable because a container's user is not this one.
make_file() {
  if [ ! -s "$folder/$1" ]; then
    mkdir -p "$folder"
    chmod 700 "$folder"
    printf '%s\n' "$2" >"$folder/$1"
    chmod 644 "$folder/$1"
    echo "made $folder/$1"
  fi
}
make_file mysql_root_password "$(password)"
make_file mysql_password "$(password)"
make_file sink.properties "password=$(password)"
make_file grafana_password "$(password)"
make_file jst_app_secret 51519f7e3d5c1b8a6f4e2d0c9b7a5f3e
