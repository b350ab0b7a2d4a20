using Actors.Gateway.Problems;

namespace Actors.Gateway.Auth;

/// <summary>The refusals of a key: the same words for everybody, so that nobody learns what was wrong with a guess.</summary>
internal static class KeyProblems
{
    /// <summary>None was shown where one is needed. A challenge carries at least one parameter (RFC 6750 §3), and no error then (§3.1).</summary>
    public static Problem Required { get; } =
        new(StatusCodes.Status401Unauthorized, "key_required", "Starting and steering need a key here.")
        {
            Challenge = "Bearer realm=\"actors\"",
        };

    /// <summary>As <see cref="Required"/>, of a route that is closed to readers too: browsers ask for the key when they see this.</summary>
    public static Problem RequiredToRead { get; } =
        new(StatusCodes.Status401Unauthorized, "key_required", "This needs a key, as Bearer or as the password of Basic.")
        {
            Challenge = "Basic realm=\"actors\", charset=\"UTF-8\"",
        };

    public static Problem Invalid { get; } =
        new(StatusCodes.Status401Unauthorized, "invalid_key", "That is no key of this server.")
        {
            Challenge = "Bearer realm=\"actors\", error=\"invalid_token\"",
        };
}
