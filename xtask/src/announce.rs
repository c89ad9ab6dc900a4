//! Prints the product's address once the product is really served.

use std::env;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::parent_id;
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::process::Invocation;

/// The name of the hidden command. Only this program calls it.
pub(crate) const COMMAND_NAME: &str = "announce";

#[derive(Debug, clap::Args)]
pub(crate) struct Announce {
    address: String,
    server: u32,
}

/// Starts a process that announces the server into which this process is about to turn. The address must be free now: otherwise the
/// announcement would be of the program that has it.
pub(crate) fn announce_when_ready(address: &str) -> Result<(), Error> {
    let listener = TcpListener::bind(address).and_then(|listener| listener.local_addr());
    let found = listener.map_err(|source| Error::Missing {
        what: format!("cannot listen on {address}: {source}"),
        remedy: "Choose another address with --listen.".to_owned(),
    })?;
    if address != found.to_string() && address.ends_with(":0") {
        // The system chooses the port when the server asks for it, so only the server's own log has it.
        return Ok(());
    }
    let program = env::current_exe().map_err(Error::file("find", "cargo xtask"))?;
    let own_id = std::process::id().to_string();
    // The build that follows must not slow down a person who tries the product.
    Invocation::new("nice")
        .arguments(["-n", "10"])
        .argument(program)
        .arguments([COMMAND_NAME, address, &own_id])
        .start_detached()
}

/// Waits until the address answers, as long as the server lives. Returns whether it answers.
#[expect(clippy::disallowed_methods, reason = "this process has one thread and nothing else to do")]
pub(crate) fn wait_until_served(announce: &Announce) -> bool {
    while parent_id() == announce.server {
        if TcpStream::connect(&announce.address).is_ok() {
            println!("ready: http://{}", announce.address);
            println!(
                "open /minsheng, /jingtong or /portal there and be 张样本, 110108199003072011; other made-up people and their cards are at \
                 /sandbox/people, codes by SMS at /sandbox/outbox"
            );
            return true;
        }
        thread::sleep(Duration::from_millis(100));
    }
    false
}
