//! `sscard-server`: see `sscard-server --help`.

fn main() -> std::process::ExitCode {
    sscard_server::command::run()
}
