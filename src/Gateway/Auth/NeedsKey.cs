namespace Actors.Gateway.Auth;

/// <summary>Marks routes that need a key even for reading. There HTTP's Basic will do as well, with the key as the password: browsers ask for it.</summary>
internal sealed class NeedsKey;
