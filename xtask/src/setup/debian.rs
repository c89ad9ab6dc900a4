//! Debian packages: checks whether one is installed, and installs several at once.

use crate::error::Error;
use crate::process::{self, Invocation};

pub(super) fn is_installed(package: &str) -> bool {
    match process::quiet_output(Invocation::new("dpkg-query").arguments([
        "-W",
        "-f=${Status}",
        package,
    ])) {
        Some(status) => status.contains("install ok installed"),
        // Another distribution has its fonts elsewhere, and any Chinese font will do.
        None => process::quiet_output(Invocation::new("fc-list").argument(":lang=zh"))
            .is_some_and(|fonts| !fonts.trim().is_empty()),
    }
}

/// Installs packages with one call, since each call reads the package lists again.
pub(super) fn install(packages: &[&str]) -> Result<(), Error> {
    let names = packages.join(" ");
    let as_root = process::quiet_output(Invocation::new("id").argument("-u"))
        .is_some_and(|id| id.trim() == "0");
    let may_sudo = !as_root
        && process::quiet_output(Invocation::new("sudo").arguments(["-n", "true"])).is_some();
    let has_apt = process::quiet_output(Invocation::new("apt-get").argument("--version")).is_some();
    if !has_apt || !(as_root || may_sudo) {
        return Err(Error::Missing {
            what: format!("{names}: not installed, and this user cannot install it"),
            remedy: format!(
                "Install it by hand (Debian: `apt-get install {names}`), or name browsers and drivers that are there: \
                 SSCARD_CHROMIUM, SSCARD_CHROMIUM_FULL and CHROMEDRIVER; SSCARD_FIREFOX; SSCARD_WEBKIT_DRIVER, SSCARD_MINIBROWSER and SSCARD_XVFB."
            ),
        });
    }
    let apt = || {
        let child = if as_root {
            Invocation::new("apt-get")
        } else {
            Invocation::new("sudo").arguments(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        };
        child.variable("DEBIAN_FRONTEND", "noninteractive").argument("-q")
    };
    process::run(apt().argument("update"))?;
    process::run(
        apt().arguments(["install", "--yes", "--no-install-recommends"]).arguments(packages),
    )
}
