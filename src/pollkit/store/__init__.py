"""One workspace on disk. Everything outside this package goes through these names."""

from pollkit.store.lock import Role
from pollkit.store.repositories import Repositories
from pollkit.store.workspace import Workspace

__all__ = ["Repositories", "Role", "Workspace"]
