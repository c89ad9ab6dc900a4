//! The server from outside: over HTTP as a browser meets it, and on the command line as a script does.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing it did not expect")]

mod accounts;
mod applications;
mod bombs;
mod commands;
mod devices;
mod drafts;
mod eligibility;
mod exports;
mod faces;
mod framing;
mod host_phone;
mod kills;
mod limits;
mod other_sites;
mod ownership;
mod pages;
mod pictures;
mod privacy;
mod provider;
mod proxies;
mod queue;
mod races;
mod read_card;
mod reading;
mod replays;
mod rotation;
mod sandbox_providers;
mod scan;
mod seams;
mod security_headers;
mod settings;
mod sign_in;
mod standing;
mod states;
mod strangers;
mod test_app;
mod vendor;
