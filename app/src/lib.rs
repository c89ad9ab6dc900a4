//! The page: the road of 北京民生一卡通 from sign-in to receipt.
//!
//! Reading order: [`mod@words`] holds what people read, [`routes`] where they can be; [`api`] asks the server, [`draft`]
//! keeps what is typed on the device, [`imaging`] makes pictures ready, [`session`] knows who is signed in; [`wizard`]
//! is the only mutable truth of the form; [`components`] know none of these, [`pages`] join them, [`app`] puts
//! everything together.

pub mod language;
pub mod words;

pub use words::words;

pub mod routes;

pub mod platform;

pub mod aloud;
pub mod api;
pub mod door;
pub mod draft;
pub mod imaging;
pub mod session;

pub mod wizard;

pub mod components;
pub mod pages;

pub mod app;
