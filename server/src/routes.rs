//! What each path does.

pub mod application;
pub mod directory;
pub mod draft;
pub mod health;
pub mod picture;
pub mod sandbox;
pub mod session;
