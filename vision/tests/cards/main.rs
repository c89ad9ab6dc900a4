//! Cards drawn as in a camera's picture: found, straightened and measured.
#![expect(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod finding;
mod scene;
mod straightening;
mod surface;
#[expect(dead_code, reason = "the example's table shows times and seeds, the tests do not")]
mod trial;
