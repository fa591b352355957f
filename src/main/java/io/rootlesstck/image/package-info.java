/** Images: a Debian tree from its packages, and the node image made of it and of components. */
@NullMarked
package io.rootlesstck.image;

import org.jspecify.annotations.NullMarked;
