//! `serve`.

use std::{io::Write as _, net::SocketAddr, path::PathBuf};

use clap::Args;

use super::{CommandError, CommandOutcome, StorageOptions, sandbox_switch};
use crate::{
    app::{App, StartError},
    clock::Clock,
    config::{Config, Sandbox},
    log, serve,
    storage::ServerLock,
};

#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    storage: StorageOptions,
    /// Deliver SMS to a page, and know sample insured people.
    #[arg(long)]
    sandbox: bool,
    /// The directory of the built app.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
}

impl ServeOptions {
    fn config(&self) -> Result<Config, CommandError> {
        let mut config = self.storage.config()?;
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if let Some(dist) = &self.dist {
            config.dist.clone_from(dist);
        }
        config.sandbox = sandbox_switch(self.sandbox, config.sandbox);
        Ok(config)
    }
}

pub(super) async fn run(options: ServeOptions) -> Result<CommandOutcome, CommandError> {
    let config = options.config()?;
    // Nothing is created on the disk for settings that cannot be used.
    config.is_sandbox_on()?;
    config.check_sandbox()?;
    config.check()?;
    log::start_log(&config.log);
    if config.sandbox == Sandbox::On {
        warn_of_sandbox(config.listen);
    }
    // Held until the server has stopped.
    let _lock = ServerLock::acquire(&config)?;
    let app = App::open(config, Clock::System).await?;
    // This is the only server of this data, so no other process writes.
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
    // The program that started the server waits for this line.
    writeln!(std::io::stdout(), "http://{}", running.address)?;
    wait_for_stop_signal().await?;
    tracing::info!("stopping");
    running.stop().await;
    tracing::info!("stopped");
    Ok(CommandOutcome::Success)
}

/// The operator must learn from the log that the sandbox is on.
fn warn_of_sandbox(listen: SocketAddr) {
    const WARNING: &str = "the sandbox is on: anybody who reaches this server can read every code and sign in as the made-up people";
    if listen.ip().is_loopback() {
        tracing::warn!("{WARNING}");
    } else {
        tracing::error!(%listen, "{WARNING}; and it listens beyond this machine");
    }
}

/// Waits for SIGTERM or Ctrl-C.
async fn wait_for_stop_signal() -> Result<(), CommandError> {
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
