//! The server's program.

use std::process::ExitCode;

fn main() -> ExitCode {
    stile::commands::run()
}
