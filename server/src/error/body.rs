//! What is taken from a request, or is an error of ours.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
};

use super::Error;

/// A JSON body of a known shape; what is not one is an [`Error`].
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            // A body of the wrong shape is a program's mistake, which 422 with named fields is not.
            Err(JsonRejection::JsonDataError(_)) => Err(Error::BadRequest),
            Err(rejection) => Err(rejection.into()),
        }
    }
}
