//! `serve`.

use std::{io::Write as _, net::SocketAddr, path::PathBuf};

use clap::Args;

use super::{Failure, Outcome, Storage, switch};
use crate::{
    app::{App, StartError},
    clock::Clock,
    config::{Config, Sandbox},
    log, serve,
    storage::ServerLock,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    storage: Storage,
    /// Deliver SMS to a page, and know made-up insured people.
    #[arg(long)]
    sandbox: bool,
    /// The directory of the built page.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
}

impl Options {
    fn config(&self) -> Result<Config, Failure> {
        let mut config = self.storage.config()?;
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if let Some(dist) = &self.dist {
            config.dist.clone_from(dist);
        }
        config.sandbox = switch(self.sandbox, config.sandbox);
        Ok(config)
    }
}

pub(super) async fn run(options: Options) -> Result<Outcome, Failure> {
    let config = options.config()?;
    // Nothing is made on the disk for settings that cannot be used.
    config.sandbox_on()?;
    config.check_sandbox()?;
    config.check()?;
    log::start(&config.log);
    if config.sandbox == Sandbox::On {
        warn_of_sandbox(config.listen);
    }
    // Held until the server has stopped.
    let _lock = ServerLock::acquire(&config)?;
    let app = App::open(config, Clock::System).await?;
    // Ours is the only server of this data, so nobody else writes.
    let unfinished = app.store.remove_unfinished().await.map_err(StartError::from)?;
    if unfinished > 0 {
        tracing::info!(files = unfinished, "removed pictures that were not written to their end");
    }
    if app.directory().await?.branches.is_empty() {
        tracing::warn!(
            "no branches are imported: nobody can submit until `import branches` is run"
        );
    }
    if !app.faces.is_available() {
        tracing::warn!(
            "no face service is set (face.url) and the sandbox is off: nobody can prove who they are by their face"
        );
    }
    let running = serve::start(app).await?;
    tracing::info!(address = %running.address, sandbox = running.app.sandbox, "ready");
    // Whoever started us waits for this line.
    writeln!(std::io::stdout(), "http://{}", running.address)?;
    told_to_stop().await?;
    tracing::info!("stopping");
    running.stop().await;
    tracing::info!("stopped");
    Ok(Outcome::Well)
}

/// Nobody shall find out from a stranger that the sandbox is on.
fn warn_of_sandbox(listen: SocketAddr) {
    const WORDS: &str = "the sandbox is on: anybody who reaches this server can read every code and sign in as the made-up people";
    if listen.ip().is_loopback() {
        tracing::warn!("{WORDS}");
    } else {
        tracing::error!(%listen, "{WORDS}; and it listens beyond this machine");
    }
}

/// Waits for SIGTERM or Ctrl-C.
async fn told_to_stop() -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => {}
            interrupted = tokio::signal::ctrl_c() => interrupted?,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}
