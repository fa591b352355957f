/** Images: a Debian tree from its packages, and the node image made of it and of components. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.image;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
