"""Memory state x rating x study day -> memory state. Standard library only, pure."""
