namespace Actors.Grains;

/// <summary>
/// Base of the errors that this system raises on purpose. <see cref="Code"/> is stable and part of the public surface
/// (the <c>code</c> of a problem or of an <c>error</c> frame); the message is for people and may change.
/// </summary>
[GenerateSerializer, Alias("actors.exception")]
public abstract class ActorsException(string code, string message) : Exception(message)
{
    [Id(0)] public string Code { get; } = code;
}
