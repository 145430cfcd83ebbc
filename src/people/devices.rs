//! Browsers that are known as somebody's.

use http::HeaderValue;

use super::person::Person;
use crate::{call::CallContext, limits::Device, sessions::Level};

/// The caller's browser, if that person was signed in in it before and has the same password since.
pub fn of<'a>(call: &'a CallContext, person: &Person) -> Option<&'a Device> {
    call.device.as_ref().filter(|device| proved(call, device, person).is_some())
}

/// The same, if they have proved at least that much in it.
pub fn with<'a>(call: &'a CallContext, person: &Person, level: Level) -> Option<&'a Device> {
    let has_proved = |device: &&Device| proved(call, device, person).is_some_and(|it| it >= level);
    call.device.as_ref().filter(has_proved)
}

/// The cookie that makes the caller's browser known as theirs.
pub fn cookie(call: &CallContext, person: &Person, level: Level) -> Option<HeaderValue> {
    let account = (person.id, person.password_hash.as_deref());
    Device::known(account, level, call.device.as_ref(), &call.on.key)?.cookie()
}

fn proved(call: &CallContext, device: &Device, person: &Person) -> Option<Level> {
    device.proved((person.id, person.password_hash.as_deref()), &call.on.key)
}
