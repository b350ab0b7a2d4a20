using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>A frame that cannot be read as one; too many of them end the connection.</summary>
internal sealed class BadFrameException(string detail, string? id)
    : ProblemException(new Problem(StatusCodes.Status400BadRequest, "bad_frame", detail))
{
    /// <summary>The frame's id, when it had one.</summary>
    public string? Id { get; } = id;
}
