namespace Actors.Gateway.Auth;

/// <summary>What a request says about who sent it.</summary>
/// <param name="IsShown">It carries a key, right or wrong.</param>
/// <param name="Name">The name of that key; null if it is none of ours.</param>
internal readonly record struct ShownKey(bool IsShown, string? Name)
{
    public bool IsWrong => IsShown && Name is null;
}
