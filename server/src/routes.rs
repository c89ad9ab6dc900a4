//! What each path does.

pub mod application;
pub mod directory;
pub mod draft;
pub mod face;
pub mod health;
pub mod metrics;
pub mod picture;
pub mod reading;
pub mod sandbox;
pub mod session;
