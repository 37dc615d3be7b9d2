package bad;

import io.backstitch.annotations.Saga;

import bad.elsewhere.Base;

@Saga("not-callable-from-here")
class NotCallableFromHere extends Base {}
